package io.weir.examples.flights;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Properties;

/** The application's property groups, read with a message that names group and key when a value is missing or malformed. */
final class Settings {

    private final Map<String, Properties> groups;

    Settings(Map<String, Properties> groups) {
        this.groups = groups;
    }

    String required(String group, String key) {
        String value = optional(group, key, null);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("property " + key + " of group " + group + " is missing");
        }
        return value;
    }

    String optional(String group, String key, String otherwise) {
        Properties properties = groups.get(group);
        return properties == null ? otherwise : properties.getProperty(key, otherwise);
    }

    /** An ISO-8601 duration, as in PT15M or P1D. */
    Duration duration(String group, String key, Duration otherwise) {
        String value = optional(group, key, otherwise.toString());
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    "property " + key + " of group " + group + " is not an ISO-8601 duration (PT15M, P1D): " + value, malformed);
        }
    }

    long number(String group, String key, long otherwise) {
        String value = optional(group, key, Long.toString(otherwise));
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("property " + key + " of group " + group + " is not a number: " + value, malformed);
        }
    }
}
