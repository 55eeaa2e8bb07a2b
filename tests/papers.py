"""Papers and photos as people bring them, made in the test: nobody's, and the same every time."""

import io
import zlib
from functools import cache
from pathlib import PurePath

import pikepdf
from PIL import Image, ImageDraw
from pillow_heif import register_heif_opener

from casework.documents.examination import Examined, examine

register_heif_opener()
PLACE_OF_A_SHELTER = (48.0, 33.0, 12.0)
A4_200_DPI = (1654, 2339)


def picture(words: str = "Musterpapier", size: tuple[int, int] = (300, 420)) -> Image.Image:
    """A sheet with words on it."""
    sheet = Image.new("RGB", size, "white")
    ImageDraw.Draw(sheet).text((20, 20), words, fill="black")
    return sheet


def photo(form: str = "JPEG", words: str = "Musterpapier", **options: object) -> bytes:
    """A photo of a paper in one of the forms Pillow writes."""
    kept = io.BytesIO()
    picture(words).save(kept, form, **options)
    return kept.getvalue()


def photo_of_a_phone() -> bytes:
    """Lying on its side, with the place where it was taken, the maker of the phone, and a web page behind it."""
    about = Image.Exif()
    about[0x0112] = 6
    about[0x010F] = "Geheimtelefon"
    about.get_ifd(0x8825).update({1: "N", 2: PLACE_OF_A_SHELTER})
    return photo(exif=about, comment=b"Geheimkommentar") + b"<script>alert(1)</script>"


def pdf(pages: int = 1, **entries: object) -> bytes:
    """A PDF of empty pages, with these entries in its root."""
    made, kept = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    for name, entry in entries.items():
        made.Root[f"/{name}"] = entry
    made.save(kept)
    return kept.getvalue()


def pdf_with_program() -> bytes:
    """A PDF that does something when it is opened."""
    return pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def pdf_with_hidden_program() -> bytes:
    """One in which the program hangs on a field of a page, packed into an object stream."""
    made, kept = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    act = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    made.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=act)])
    made.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return kept.getvalue()


def pdf_with_attachment() -> bytes:
    """A PDF with a program attached."""
    made, kept = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.attachments["rechnung.exe"] = b"MZ"
    made.save(kept)
    return kept.getvalue()


def pdf_with_password() -> bytes:
    """A PDF that nobody here can open."""
    made, kept = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(kept, encryption=pikepdf.Encryption(user="geheim", owner="geheimer"))
    return kept.getvalue()


def pdf_bomb(gigabytes: int = 2) -> bytes:
    """A page of a few kilobytes that unpacks to gigabytes."""
    made, kept = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    packer, block = zlib.compressobj(9), b"q Q " * (1 << 20)
    first, again = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    packed = first + again * (gigabytes * 256) + packer.flush()
    stream = pikepdf.Stream(made, packed)
    stream.Filter = pikepdf.Name.FlateDecode
    made.pages[0].Contents = made.make_indirect(stream)
    made.save(kept, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return kept.getvalue()


def picture_bomb() -> bytes:
    """A hundred kilobytes that unpack to 900 million pixels."""
    kept = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(kept, "PNG")
    return kept.getvalue()


def scan_of_many_pages(megabytes: int) -> bytes:
    """A PDF of noisy pages, at least this large: what a scanner at 600 dpi in colour makes of a lease."""
    page = io.BytesIO()
    Image.effect_noise(A4_200_DPI, 90).save(page, "JPEG", quality=95)
    made, kept = pikepdf.new(), io.BytesIO()
    for number in range(megabytes * 1024 * 1024 // len(page.getvalue()) + 1):
        made.add_blank_page(page_size=(595, 842))
        scan = pikepdf.Stream(made, page.getvalue())
        scan.Type, scan.Subtype, scan.Filter = (
            pikepdf.Name.XObject,
            pikepdf.Name.Image,
            pikepdf.Name.DCTDecode,
        )
        scan.Width, scan.Height = A4_200_DPI
        scan.ColorSpace, scan.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        made.pages[number].Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Scan=made.make_indirect(scan))
        )
        made.pages[number].Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")
    made.save(kept)
    return kept.getvalue()


@cache
def _examined() -> Examined:
    return examine(photo("PNG"))


def scan(file_name: str) -> Examined:
    """A file that was looked at, under this name; looked at once for all tests."""
    found = _examined()
    return Examined(found.form, found.pages, found.thumbnail, found.content, str(PurePath(file_name).name))


def brought() -> tuple[io.BytesIO, str]:
    """A photo as the test client sends it."""
    return io.BytesIO(photo()), "foto.jpg"
