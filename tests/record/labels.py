"""Records udata's French labels.

usage: PYTHON labels.py OUT   (PYTHON: the reference's interpreter)
"""
import gettext
import json
import sys
from pathlib import Path

import udata
from udata.core.contact_point.models import CONTACT_ROLES
from udata.core.dataset.constants import RESOURCE_TYPES
from udata.harvest.models import HARVEST_JOB_STATUS

french = gettext.translation("udata", Path(udata.__file__).parent / "translations", ["fr"]).gettext
tables = {"contact_roles": CONTACT_ROLES, "resource_types": RESOURCE_TYPES, "job_statuses": HARVEST_JOB_STATUS}
labels = {name: {key: french(label._args[0]) for key, label in table.items()} for name, table in tables.items()}
with open(sys.argv[1], "w", encoding="utf-8") as f:
    json.dump(labels, f, ensure_ascii=False, indent=1)
    f.write("\n")
