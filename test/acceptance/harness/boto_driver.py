"""Calls operations with boto3, one a line: {"operation", "input"} comes in, {"output"} or {"error"} goes out."""

import datetime
import json
import os
import sys

import boto3
import botocore
from botocore import xform_name

kda = boto3.client("kinesisanalyticsv2", endpoint_url=os.environ["WEIR_ENDPOINT"])


def plain(value):
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).isoformat()
    raise TypeError(type(value))


for line in sys.stdin:
    call = json.loads(line)
    try:
        output = getattr(kda, xform_name(call["operation"]))(**call["input"])
        output.pop("ResponseMetadata")
        answer = {"output": output}
    except botocore.exceptions.ClientError as error:
        answer = {"error": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}
    print(json.dumps(answer, default=plain), flush=True)
