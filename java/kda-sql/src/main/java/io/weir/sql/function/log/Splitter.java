package io.weir.sql.function.log;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a line of a log into the texts of its columns; null when it is not such a line. */
interface Splitter extends Serializable {
    String[] split(String line);

    /** The groups of the first match, or of a match of the whole line. */
    static Splitter regex(Pattern pattern, boolean whole) {
        return line -> {
            Matcher matcher = pattern.matcher(line);
            if (whole ? !matcher.matches() : !matcher.find()) {
                return null;
            }
            String[] texts = new String[matcher.groupCount()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = matcher.group(i + 1);
            }
            return texts;
        };
    }

    static Splitter fixed(List<LogColumn> columns) {
        int[] starts = columns.stream().mapToInt(LogColumn::start).toArray();
        int[] lengths = columns.stream().mapToInt(LogColumn::length).toArray();
        return line -> {
            String[] texts = new String[starts.length];
            for (int i = 0; i < starts.length; i++) {
                int end = lengths[i] < 0 ? line.length() : (int) Math.min((long) starts[i] + lengths[i], line.length());
                texts[i] = starts[i] < end ? line.substring(starts[i], end).strip() : null;
            }
            return texts;
        };
    }

    /**
     * @param escape takes the meaning of what follows it, or null
     * @param quote its first character begins what is one field, its last ends it; null for none
     */
    static Splitter delimited(String delimiter, String escape, String quote) {
        return line -> {
            List<String> texts = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            int i = 0;
            while (i < line.length()) {
                char at = line.charAt(i);
                if (escape != null && !escape.isEmpty() && line.startsWith(escape, i) && i + escape.length() < line.length()) {
                    i += escape.length();
                    int taken = line.startsWith(delimiter, i) ? delimiter.length() : 1;
                    field.append(line, i, i + taken);
                    i += taken;
                } else if (quoted) {
                    quoted = at != quote.charAt(quote.length() - 1);
                    if (quoted) {
                        field.append(at);
                    }
                    i++;
                } else if (quote != null && !quote.isEmpty() && at == quote.charAt(0)) {
                    quoted = true;
                    i++;
                } else if (line.startsWith(delimiter, i)) {
                    texts.add(field.toString());
                    field.setLength(0);
                    i += delimiter.length();
                } else {
                    field.append(at);
                    i++;
                }
            }
            texts.add(field.toString());
            return texts.toArray(String[]::new);
        };
    }
}
