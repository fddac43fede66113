package io.weir.sql.sink;

import java.io.Serializable;

/**
 * A record on its way out.
 *
 * @param key random: rows of a stream have no key, and records should spread over the shards
 * @param tries how often it was sent in vain
 */
record OutRecord(byte[] data, String key, int tries) implements Serializable {
    OutRecord again() {
        return new OutRecord(data, key, tries + 1);
    }
}
