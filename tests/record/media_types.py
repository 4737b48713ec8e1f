#!/usr/bin/env python3
"""Records the media types that Python's `mimetypes` knows on a Debian system (IANA's registry as Debian's
media-types lists it, and Python's own additions) into crate/data/media-types.txt.

usage: media_types.py > crate/data/media-types.txt

One line a type: the type, then its extensions; the first is the one `guess_extension` gives.
"""
import mimetypes

mimetypes.init()
print("# Media types and their extensions, as Python's mimetypes knows them on Debian (facts of IANA's registry).")
print("# The first extension is the one that guess_extension gives. An extension marked = belongs to the type for guess_type.")
lines = {}
for media in set(mimetypes.types_map.values()) | set(mimetypes._db.types_map_inv[True]):
    if media.startswith("chemical/"):
        continue
    extensions = mimetypes._db.types_map_inv[True].get(media, [])
    lines[media] = " ".join(
        extension[1:] + ("=" if mimetypes.types_map.get(extension) == media else "") for extension in extensions
    )
for media in sorted(lines):
    print(media, lines[media])
