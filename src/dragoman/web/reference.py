"""The API's description as a page of our own: nothing is fetched from elsewhere, no script is needed."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dragoman.web.answers import page

Plain = dict[str, Any]

router = APIRouter(include_in_schema=False)


@router.get("/api")
def reference(request: Request) -> Response:
    return page(request, "reference.html", described(request.app.openapi()))


def described(schema: Plain) -> Plain:
    """Return the operations and models of an OpenAPI description in a form to print."""
    operations = [
        _operation(path, method, told) for path, methods in schema["paths"].items() for method, told in methods.items()
    ]
    models = schema.get("components", {}).get("schemas", {})
    named = [_model(name, told) for name, told in models.items() if "ValidationError" not in name]
    return {
        "title": schema["info"]["title"],
        "about": schema["info"]["description"],
        "operations": operations,
        "models": named,
    }


def _operation(path: str, method: str, told: Plain) -> Plain:
    parameters = [
        {
            "name": one["name"],
            "in": one["in"],
            "is_needed": one.get("required", False),
            "about": one.get("description", ""),
        }
        for one in told.get("parameters", ())
    ]
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "path": path,
        "method": method.upper(),
        "about": told.get("description", ""),
        "parameters": parameters,
        "body": body.get("$ref", "").rpartition("/")[2],
        "answers": sorted(told["responses"]),
    }


def _model(name: str, told: Plain) -> Plain:
    needed = set(told.get("required", ()))
    fields = [
        {"name": field, "type": _type(about), "is_needed": field in needed, "about": about.get("description", "")}
        for field, about in told.get("properties", {}).items()
    ]
    return {"name": name, "about": told.get("description", ""), "fields": fields}


def _type(about: Plain) -> str:
    if "anyOf" in about:
        return " or ".join(_type(one) for one in about["anyOf"])
    if "$ref" in about:
        return str(about["$ref"].rpartition("/")[2])
    if "enum" in about:
        return " | ".join(str(value) for value in about["enum"])
    if about.get("type") == "array":
        return f"list of {_type(about.get('items', {}))}"
    return str(about.get("type", "anything"))
