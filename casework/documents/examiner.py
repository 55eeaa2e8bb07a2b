"""Looks at one file in a process of its own, with little memory, little time and no way to write a file.

Started as `examiner.py JPEG` by `examination`, which gives it the file at its standard input; knows nothing of
Casework, its keys or its data. Answers with one line of JSON and, if the file is kept, the thumbnail and the content.
"""

import io
import json
import resource
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageOps, JpegImagePlugin
from pillow_heif import register_heif_opener

MEMORY_BYTES = 1024**3
CPU_SECONDS = 20
MOST_PIXELS = 64_000_000
MOST_PAGES = 500
MOST_OBJECTS = 200_000
THUMBNAIL_PIXELS = (240, 320)
THUMBNAIL_QUALITY = 70
PHOTO_QUALITY = 90
ATTACHMENTS = {"/EF", "/EmbeddedFiles"}
PROGRAMS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent"}
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound", "/GoToE"}


class Unfit(Exception):
    """The file is not kept; the word says why."""


def bound() -> None:
    """From here on this process can neither grow, nor run on, nor leave anything on disk."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def examine_image(content: bytes, form: str) -> tuple[dict[str, Any], bytes, bytes]:
    """The picture alone, upright: whatever else was in the file (place, device, comments, other files) is gone."""
    with Image.open(io.BytesIO(content), formats=[form]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Unfit("pixels")
        options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile")}
        if isinstance(image, JpegImagePlugin.JpegImageFile) and image.mode in ("L", "RGB"):
            options |= {"qtables": image.quantization, "subsampling": _subsampling(image)}
        else:
            options |= {"quality": PHOTO_QUALITY}
        kept_as = "PNG" if form == "PNG" else "JPEG"
        ImageOps.exif_transpose(image, in_place=True)
        image.load()
        upright = image if form == "PNG" or image.mode in ("L", "RGB") else _on_white(image)
        for forgotten in ("exif", "xmp", "comment"):
            upright.info.pop(forgotten, None)
        kept = io.BytesIO()
        upright.save(kept, kept_as, **(options if kept_as == "JPEG" else {"compress_level": 4}))
        return {"form": kept_as, "pages": 1}, _thumbnail(upright), kept.getvalue()


def _subsampling(image: Image.Image) -> int:
    """How coarsely colours were kept, so that saving anew loses nothing further; 4:2:0 where it cannot be said."""
    found: int = JpegImagePlugin.get_sampling(image)
    return found if found >= 0 else 2


def examine_pdf(content: bytes, _form: str) -> tuple[dict[str, Any], bytes, bytes]:
    """The PDF as it is, if there is nothing in it but pages."""
    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        raise Unfit("password") from None
    with pdf:
        pages = len(pdf.pages)
        if pages > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
            raise Unfit("pages")
        for found in pdf.objects:
            _refuse_what_acts(found)
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        longest = max(page.get_size())
        drawn = page.render(scale=2 * max(THUMBNAIL_PIXELS) / longest if longest > 1 else 1)
        return {"form": "PDF", "pages": pages}, _thumbnail(drawn.to_pil()), content


def _refuse_what_acts(found: Any) -> None:
    for inner in _dictionaries(found):
        names = set(inner.keys())
        if names & ATTACHMENTS:
            raise Unfit("attachment")
        if names & PROGRAMS or str(inner.get("/S")) in ACTS:
            raise Unfit("program")


def _dictionaries(found: Any) -> Iterator[Any]:
    """The dictionaries that stand in one object; those it only refers to come by themselves."""
    waiting = [found]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            yield here
            inside: list[Any] = (
                list(here.values()) if isinstance(here, pikepdf.Dictionary) else [here.stream_dict]
            )
        else:
            inside = list(here) if isinstance(here, pikepdf.Array) else []
        waiting += [
            one
            for one in inside
            if isinstance(one, pikepdf.Dictionary | pikepdf.Array) and not one.is_indirect
        ]


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    transparent = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(transparent, mask=transparent.getchannel("A"))
    return ground


def _thumbnail(image: Image.Image) -> bytes:
    if image.mode in ("1", "P"):
        image = image.convert("L" if image.mode == "1" else "RGBA")
    image.thumbnail(THUMBNAIL_PIXELS, reducing_gap=2.0)
    small = io.BytesIO()
    _on_white(image).save(small, "JPEG", quality=THUMBNAIL_QUALITY)
    return small.getvalue()


def main() -> None:
    """Examine what comes in, and say what became of it."""
    bound()
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    register_heif_opener()
    form = sys.argv[1]
    facts: dict[str, Any] = {}
    thumbnail = content = b""
    try:
        examine = examine_pdf if form == "PDF" else examine_image
        facts, thumbnail, content = examine(sys.stdin.buffer.read(), form)
    except Unfit as reason:
        facts = {"unfit": str(reason)}
    except Image.DecompressionBombError:
        facts = {"unfit": "pixels"}
    except MemoryError:
        facts = {"unfit": "memory"}
    except Exception:  # noqa: BLE001  whatever a strange file does to a library, the file is not kept
        facts = {"unfit": "broken"}
    line = json.dumps(facts | {"thumbnail_bytes": len(thumbnail)}).encode() + b"\n"
    for part in (line, thumbnail, content):
        sys.stdout.buffer.write(part)


if __name__ == "__main__":
    main()
