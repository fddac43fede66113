const hidden = '******'
/** `password=x`, `"password": "x"`, `jdbc.password='x'`. */
const named =
  /((?:passw(?:or)?d|pwd|secret|token|credential|access[._-]?key|api[._-]?key)[\w.-]*(?:\s*=\s*|"\s*:\s*))("[^"]*"|'[^']*'|[^\s,;&)}\]"']+)/gi
/** `postgres://user:password@host` */
const inUrl = /(\/\/[^/\s:@]+:)[^/\s@]+@/g

/**
 * A text of a program's without the secrets that stand in it by name: connectors like to put their whole configuration into an exception, and
 * who may see why an application failed need not be who may know its passwords.
 */
export const withoutSecrets = (text: string): string =>
  text.replace(named, `$1${hidden}`).replace(inUrl, `$1${hidden}@`)
