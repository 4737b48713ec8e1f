//! Bytes to text, as `requests` decodes an answer.
