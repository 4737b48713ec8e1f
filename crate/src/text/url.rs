//! Which addresses udata accepts (`uris.py`).
