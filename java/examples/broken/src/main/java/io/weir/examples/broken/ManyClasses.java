package io.weir.examples.broken;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Loads one class again and again, each time by a new loader, until the JVM has no room for another. */
final class ManyClasses {

    long load(List<Object> held) throws IOException, ClassNotFoundException {
        byte[] code;
        try (InputStream in = ManyClasses.class.getResourceAsStream("Fails.class")) {
            code = in.readAllBytes();
        }
        for (; ; ) {
            held.add(Class.forName("io.weir.examples.broken.Fails", true, new OneClass(code)));
        }
    }

    private static final class OneClass extends ClassLoader {
        private final byte[] code;

        OneClass(byte[] code) {
            super(ManyClasses.class.getClassLoader());
            this.code = code;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.endsWith(".Fails") ? defineClass(name, code, 0, code.length) : super.loadClass(name, resolve);
        }
    }
}
