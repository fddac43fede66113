"""Tells of each flight the how-manieth of its airport it is, and how late it was.

A PyFlink application for Managed Service for Apache Flink: Table API for the source, a Python function, keyed state in a Python process
function, and files that appear exactly once. Property group `Flights`: InputPath, OutputPath (folders of newline-delimited JSON).
"""

import json

from pyflink.common import Encoder, Types
from pyflink.datastream import KeyedProcessFunction, RuntimeContext, StreamExecutionEnvironment
from pyflink.datastream.connectors.file_system import FileSink, OutputFileConfig, RollingPolicy
from pyflink.datastream.state import ValueStateDescriptor
from pyflink.table import StreamTableEnvironment

from lateness import lateness

PROPERTIES = "/etc/flink/application_properties.json"


def property_group(name: str) -> dict:
    with open(PROPERTIES, encoding="utf-8") as file:
        for group in json.load(file):
            if group["PropertyGroupId"] == name:
                return group["PropertyMap"]
    raise KeyError(f"property group {name} is missing")


class Numbering(KeyedProcessFunction):
    """Counts the flights of each airport."""

    def open(self, runtime_context: RuntimeContext):
        self.count = runtime_context.get_state(ValueStateDescriptor("count", Types.LONG()))

    def process_element(self, flight, context):
        nth = (self.count.value() or 0) + 1
        self.count.update(nth)
        yield json.dumps({"id": flight[0], "origin": flight[1], "lateness": flight[2], "nth": nth})


def main():
    settings = property_group("Flights")
    env = StreamExecutionEnvironment.get_execution_environment()
    tables = StreamTableEnvironment.create(env)
    tables.create_temporary_function("lateness", lateness)
    tables.execute_sql(f"""
        CREATE TABLE flights (id BIGINT, origin STRING, delay INT) WITH (
            'connector' = 'filesystem', 'format' = 'json', 'path' = '{settings["InputPath"]}',
            'source.monitor-interval' = '1 s')
    """)
    flights = tables.sql_query("SELECT id, origin, lateness(delay) FROM flights")
    files = (
        FileSink.for_row_format(settings["OutputPath"], Encoder.simple_string_encoder())
        .with_rolling_policy(RollingPolicy.on_checkpoint_rolling_policy())
        .with_output_file_config(OutputFileConfig.builder().with_part_suffix(".jsonl").build())
        .build()
    )
    (
        tables.to_data_stream(flights)
        .key_by(lambda flight: flight[1], key_type=Types.STRING())
        .process(Numbering(), output_type=Types.STRING())
        .uid("numbering")
        .sink_to(files)
        .uid("files")
    )
    env.execute("flights in python")


if __name__ == "__main__":
    main()
