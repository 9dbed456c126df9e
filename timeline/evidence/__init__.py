"""What is proved of a quotation, and the record of it."""
