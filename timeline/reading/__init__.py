"""From the file to the model: bytes, YAML, fields; every mistake at once, with its line."""
