# Schemathesis's requests to Weir: they carry a token, and often name things that exist.
import os

import schemathesis
from requests.auth import AuthBase

APPLICATIONS = ["flink", "sql", "studio", "upgraded"]


class Token(AuthBase):
    def __call__(self, request):
        request.headers["authorization"] = "Bearer " + os.environ["WEIR_API_TOKEN"]
        return request


schemathesis.auth.set_from_requests(Token())


def known(name):
    """Of made-up names about two in three become one that exists; always the same one, so that a seed repeats a run."""
    number = sum(map(ord, str(name)))
    return APPLICATIONS[number % len(APPLICATIONS)] if number % 3 else name


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    operation = context.operation
    deletes_it = operation is not None and operation.method == "delete" and operation.path.endswith("{applicationName}")
    if path_parameters and "applicationName" in path_parameters and not deletes_it:
        path_parameters["applicationName"] = known(path_parameters["applicationName"])
    return path_parameters


# What cannot be guessed would be refused before anything else is looked at: mostly it is replaced, or left out.
@schemathesis.hook
def map_headers(context, headers):
    if headers and "X-Weir-Region" in headers and len(str(headers["X-Weir-Region"])) % 4:
        headers["X-Weir-Region"] = "us-east-1"
    if headers and "If-Match" in headers and len(str(headers["If-Match"])) % 4:
        headers["If-Match"] = "*"
    return headers


@schemathesis.hook
def map_query(context, query):
    for name in ("nextToken", "createTimestamp", "snapshotCreationTimestamp", "currentApplicationVersionId"):
        if query and len(str(query.get(name, ""))) % 4:
            del query[name]
    return query


# A stream does not end.
@schemathesis.hook
def before_call(context, case, **kwargs):
    if case.query:
        case.query.pop("follow", None)
