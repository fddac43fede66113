"""moto_server with applications already in it, as the peer of bench/api.mjs: python moto_peer.py PORT COUNT"""

import sys

from moto.kinesisanalyticsv2.models import kinesisanalyticsv2_backends
from moto.server import main

port, count = sys.argv[1], int(sys.argv[2])
backend = kinesisanalyticsv2_backends["123456789012"]["us-east-1"]
for number in range(count):
    backend.create_application(
        application_name=f"listed-{number:06d}",
        application_description=None,
        runtime_environment="FLINK-1_20",
        service_execution_role="arn:aws:iam::123456789012:role/weir-default",
        application_configuration=None,
        cloud_watch_logging_options=None,
        tags=None,
        application_mode=None,
    )
main(["-H", "127.0.0.1", "-p", port])
