import { withoutSecrets } from './without-secrets.ts'

it.each([
  ['org.postgresql.PSQLException: url=jdbc:x?user=a&password=b&ssl=true', 'password=******&ssl=true'],
  ['{"user": "a", "password": "b c", "port": 1}', '"password": ******, "port": 1'],
  ["sasl.jaas.config=… username='a' password='b c';", "username='a' password=******;"],
  ['cannot reach postgres://flights:s3cr3t@db.internal:5432/x', 'postgres://flights:******@db.internal:5432/x'],
  ['aws.secret-access-key = abc/def+1, region = x', 'aws.secret-access-key = ******, region = x'],
])('hides the secret in %s', (text, shown) => {
  expect(withoutSecrets(text)).toContain(shown)
})

it.each([
  'org.apache.calcite.sql.parser.SqlParseException: Unexpected token: SELECT at line 1',
  'java.lang.IllegalArgumentException: password must be set',
  '\tat org.example.TokenSource.next(TokenSource.java:12)',
  'http://localhost:8080/a@b',
])('leaves %s as it is', (text) => {
  expect(withoutSecrets(text)).toBe(text)
})
