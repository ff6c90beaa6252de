"""The JSON Schema of a profile, for editors and other programs: derived from the stages' declarations.

A TOML text and a JSON document hold the same values, so a validator of the one serves the other.

Source: JSON Schema 2020-12, json-schema.org.
"""

from __future__ import annotations

from typing import Any

from tuner.core.condition import AXES
from tuner.core.rack import Rack
from tuner.core.stage import Stage
from tuner.core.tabled import MAX_KNOTS
from tuner.files.upgrade import SCHEMA
from tuner.stages import RACK


def profile_schema(rack: Rack = RACK) -> dict[str, Any]:
    """A JSON Schema that every profile of this program's schema and stage versions fits."""
    version = {"type": "integer", "minimum": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ISP Tuner profile",
        "type": "object",
        "required": ["schema"],
        "additionalProperties": False,
        "properties": {
            "schema": {"const": SCHEMA},
            "name": {"type": "string"},
            "note": {"type": "string"},
            "extends": {"type": "string", "description": "A profile beside this one or in a folder below."},
            "condition": {
                "type": "object",
                "additionalProperties": False,
                "properties": {name: _axis(name) for name in AXES},
                "description": "What stands in where a picture does not say.",
            },
            "versions": {
                "type": "object",
                "additionalProperties": False,
                "properties": {stage.name: version | {"maximum": stage.version} for stage in rack},
            },
            **{stage.name: _stage(stage) for stage in rack},
        },
    }


def _axis(name: str) -> dict[str, Any]:
    axis = AXES[name]
    return {"type": "number", "minimum": axis.minimum, "maximum": axis.maximum, "unit": axis.unit}


def _stage(stage: Stage) -> dict[str, Any]:
    found = stage.params.model_json_schema()
    values = dict(found.get("properties", {}))
    if stage.switchable:
        values = {"enabled": {"type": "boolean", "default": stage.enabled}} | values
    return {
        "type": "object",
        "title": stage.title,
        "description": stage.doc.split("\n", 1)[0],
        "additionalProperties": False,
        "properties": {name: _value_or_table(value) for name, value in values.items()},
    }


def _value_or_table(value: dict[str, Any]) -> dict[str, Any]:
    """A value, or a table of such over one to three axes."""
    told = {key: value[key] for key in ("title", "description", "default", "unit") if key in value}
    plain = {key: part for key, part in value.items() if key not in told}
    knots = {name: {"type": "array", "items": _axis(name), "minItems": 1, "maxItems": MAX_KNOTS} for name in AXES}
    table = {
        "type": "object",
        "required": ["values"],
        "minProperties": 2,
        "additionalProperties": False,
        "properties": knots | {"values": {"type": "array", "minItems": 1}},
        "description": "Values over conditions, nested in the order iso, cct, lux.",
    }
    return told | {"anyOf": [plain, table]}
