"""A function of the application, in a module of its own (run option pyFiles)."""

from pyflink.table import DataTypes
from pyflink.table.udf import udf


@udf(result_type=DataTypes.STRING())
def lateness(delay: int) -> str:
    if delay is None:
        return "unknown"
    return "early" if delay < 0 else "on time" if delay < 15 else "late"
