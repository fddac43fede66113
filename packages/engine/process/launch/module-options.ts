/** Java 17 closed what Flink, its serializers and Kryo reach into; the same list as in Flink's own configuration. */
const OPENED = [
  'java.base/java.lang',
  'java.base/java.net',
  'java.base/java.io',
  'java.base/java.nio',
  'java.base/java.lang.reflect',
  'java.base/java.text',
  'java.base/java.time',
  'java.base/java.util',
  'java.base/java.util.concurrent',
  'java.base/java.util.concurrent.atomic',
  'java.base/java.util.concurrent.locks',
  'java.base/sun.nio.ch',
  'java.base/sun.net.util',
  'java.rmi/sun.rmi.registry',
]
const EXPORTED = [
  'java.base/sun.net.util',
  'java.rmi/sun.rmi.registry',
  'java.security.jgss/sun.security.krb5',
  'jdk.compiler/com.sun.tools.javac.api',
  'jdk.compiler/com.sun.tools.javac.file',
  'jdk.compiler/com.sun.tools.javac.parser',
  'jdk.compiler/com.sun.tools.javac.tree',
  'jdk.compiler/com.sun.tools.javac.util',
]

/** For every JVM that runs Flink. */
export const moduleOptions: readonly string[] = [
  ...OPENED.map((where) => `--add-opens=${where}=ALL-UNNAMED`),
  ...EXPORTED.map((where) => `--add-exports=${where}=ALL-UNNAMED`),
]
