"""What a page is made of, before it is about anybody: forms, menu, filters, paging, headers, error pages."""
