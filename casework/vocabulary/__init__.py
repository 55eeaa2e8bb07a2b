"""The field's code lists: official German terms, dated, because law and forms change."""
