"""Excel workbooks: one sheet as a table, read row by row."""
