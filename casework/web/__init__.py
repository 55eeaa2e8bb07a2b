"""Everything a page is made of, before it is about anybody: forms, fields, menu, filters, paging, headers, error pages."""
