"""Drives the whole life of an application with boto3; prints what it saw as JSON on standard output."""

import json
import os
import sys
import time

import boto3

request_file, jar, bucket = sys.argv[1:4]
request = json.load(open(request_file))
name = request["ApplicationName"]
kda = boto3.client("kinesisanalyticsv2", endpoint_url=os.environ["WEIR_ENDPOINT"])
s3 = boto3.client("s3", endpoint_url=os.environ["WEIR_S3_ENDPOINT"], config=boto3.session.Config(s3={"addressing_style": "path"}))
seen = {}


def reaches(status, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        detail = kda.describe_application(ApplicationName=name)["ApplicationDetail"]
        if detail["ApplicationStatus"] == status:
            return detail
        time.sleep(0.25)
    raise SystemExit(f"{name} is {detail['ApplicationStatus']}, not {status}")


def ends(operation_id, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        details = kda.describe_application_operation(ApplicationName=name, OperationId=operation_id)["ApplicationOperationInfoDetails"]
        if details["OperationStatus"] != "IN_PROGRESS":
            return details
        time.sleep(0.25)
    raise SystemExit(f"operation {operation_id} did not end")


def results():
    return s3.list_objects_v2(Bucket=bucket, Prefix=f"out/{name}/").get("KeyCount", 0)


s3.create_bucket(Bucket=bucket)
s3.upload_file(jar, bucket, "flights.jar")

created = kda.create_application(**request)["ApplicationDetail"]
seen["created"] = created["ApplicationStatus"]
seen["timestampIsWhole"] = created["CreateTimestamp"].microsecond == 0

seen["started"] = ends(kda.start_application(ApplicationName=name)["OperationId"])["OperationStatus"]
seen["running"] = reaches("RUNNING")["ApplicationStatus"]
end = time.monotonic() + 60
while results() == 0 and time.monotonic() < end:
    time.sleep(0.5)
seen["wroteResults"] = results() > 0

kda.create_application_snapshot(ApplicationName=name, SnapshotName="by-hand")
while True:
    snapshot = kda.describe_application_snapshot(ApplicationName=name, SnapshotName="by-hand")["SnapshotDetails"]
    if snapshot["SnapshotStatus"] != "CREATING":
        break
    time.sleep(0.25)
seen["snapshot"] = snapshot["SnapshotStatus"]

updated = kda.update_application(
    ApplicationName=name,
    ConditionalToken=kda.describe_application(ApplicationName=name)["ApplicationDetail"]["ConditionalToken"],
    ApplicationConfigurationUpdate={
        "FlinkApplicationConfigurationUpdate": {"ParallelismConfigurationUpdate": {"ParallelismUpdate": 2}}
    },
)
seen["updated"] = ends(updated["OperationId"])["OperationStatus"]
seen["version"] = reaches("RUNNING")["ApplicationVersionId"]

seen["stopped"] = ends(kda.stop_application(ApplicationName=name)["OperationId"])["OperationStatus"]
reaches("READY")

restore = {"ApplicationRestoreType": "RESTORE_FROM_CUSTOM_SNAPSHOT", "SnapshotName": "no-such-snapshot"}
try:
    kda.start_application(ApplicationName=name, RunConfiguration={"ApplicationRestoreConfiguration": restore})
except kda.exceptions.InvalidArgumentException as error:
    seen["unknownSnapshot"] = error.response["Error"]["Code"]

snapshots = [
    summary["SnapshotName"]
    for page in kda.get_paginator("list_application_snapshots").paginate(ApplicationName=name, PaginationConfig={"PageSize": 1})
    for summary in page["SnapshotSummaries"]
]
seen["snapshots"] = [snapshot.split("-")[0] for snapshot in snapshots]
restore["SnapshotName"] = snapshots[-1]
again = kda.start_application(ApplicationName=name, RunConfiguration={"ApplicationRestoreConfiguration": restore})
seen["startedAgain"] = ends(again["OperationId"])["OperationStatus"]
reaches("RUNNING")
seen["stoppedAgain"] = ends(kda.stop_application(ApplicationName=name)["OperationId"])["OperationStatus"]
reaches("READY")

try:
    kda.stop_application(ApplicationName=name)
except kda.exceptions.ResourceInUseException as error:
    seen["stopWhenStopped"] = error.response["ResponseMetadata"]["HTTPStatusCode"]

kda.delete_application(ApplicationName=name, CreateTimestamp=created["CreateTimestamp"])
end = time.monotonic() + 60
while time.monotonic() < end:
    try:
        kda.describe_application(ApplicationName=name)
        time.sleep(0.25)
    except kda.exceptions.ResourceNotFoundException:
        seen["deleted"] = True
        break

print(json.dumps(seen))
