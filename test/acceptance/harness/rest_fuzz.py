# Schemathesis's requests to Weir: they are signed, or carry a token, and often name things that exist.
import os

import schemathesis
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from requests.auth import AuthBase

APPLICATIONS = ["flink", "sql", "studio", "upgraded"]


class Caller(AuthBase):
    """An API token if there is one, else a signature."""

    def __call__(self, request):
        token = os.environ.get("WEIR_API_TOKEN")
        if token:
            request.headers["authorization"] = "Bearer " + token
            return request
        key, secret = os.environ["WEIR_KEY"].split(":")
        signed = AWSRequest(method=request.method, url=request.url, data=request.body or b"")
        SigV4Auth(Credentials(key, secret), "kinesisanalytics", "us-east-1").add_auth(signed)
        request.headers.update(dict(signed.headers.items()))
        return request


schemathesis.auth.set_from_requests(Caller())


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


@schemathesis.hook
def map_headers(context, headers):
    if headers and "If-Match" in headers and len(headers["If-Match"]) % 2:
        headers["If-Match"] = "*"
    return headers
