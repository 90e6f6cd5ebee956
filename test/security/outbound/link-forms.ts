// Ways of writing an address that may not be reached, as people and attackers write them: the table of T1.

/** Inner IPv4 addresses and why they are: each is written in every way that a URL parser reads as an address. */
const innerFour: readonly string[] = [
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.0.0.1', '10.0.0.1', '10.255.255.255', '172.16.0.1'],
  ...['172.31.255.254', '192.168.0.1', '192.168.255.255', '169.254.169.254', '169.254.170.2', '100.64.0.1'],
  ...['100.100.100.200', '100.127.255.255', '168.63.129.16', '192.0.0.1', '192.0.0.192', '192.0.2.1'],
  ...[
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
  ],
  '255.255.255.255',
];

const innerSix: readonly string[] = [
  ...[
    '::1',
    '::',
    '0:0:0:0:0:0:0:1',
    '0000:0000:0000:0000:0000:0000:0000:0001',
    '::0001',
    'fe80::1',
    'febf::1',
  ],
  ...[
    'fc00::1',
    'fd00:ec2::254',
    'fdff::1',
    'fec0::1',
    'ff02::1',
    'ff0e::1',
    '100::1',
    '2001:db8::1',
    '2001::1',
  ],
  ...[
    '2002:7f00:1::',
    '2002:a9fe:a9fe::',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '::7f00:1',
    '::a9fe:a9fe',
  ],
];

function toBytes(address: string): number[] {
  return address.split('.').map(Number);
}

/** The last part may stand for the rest, and each may be octal or hexadecimal. */
function writeFour(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = toBytes(address);
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number) => `0x${value.toString(16)}`;
  const octal = (value: number) => `0${value.toString(8)}`;
  const wide = [...address]
    .map((one) => (one === '.' ? '。' : String.fromCodePoint(0xff10 + Number(one))))
    .join('');
  const percent = [...address].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('');
  const group = (high: number, low: number) => (high * 256 + low).toString(16);
  return [
    address,
    ...[
      `${address}.`,
      `${whole}`,
      hex(whole),
      octal(whole),
      `${hex(a)}.${b}.${octal(c)}.${d}`,
      wide,
      percent,
    ],
    ...[`${a}.${(b * 256 + c) * 256 + d}`, `${a}.${b}.${c * 256 + d}`, `0000${octal(a)}.${b}.${c}.${d}`],
    ...[`[::ffff:${address}]`, `[::ffff:${group(a, b)}:${group(c, d)}]`, `[0:0:0:0:0:FFFF:${address}]`],
  ];
}

const circled = [
  '①②⑦.⓪.⓪.①',
  '①⑥⑨.②⑤④.①⑥⑨.②⑤④',
  '１２７.0.0.1',
  '127｡0｡0｡1',
  '127．0．0．1',
  '𝟭𝟮𝟳.𝟬.𝟬.𝟭',
  '①0.0.0.1',
];
const inner = 'fhir.hospital.example';

const schemes = [
  'http',
  'ftp',
  'file',
  'gopher',
  'ws',
  'wss',
  'data',
  'javascript',
  'ldap',
  'dict',
  'blob',
  'jar',
  'tftp',
];

/** Whole links that are no link to a FHIR server; `{port}` is where a canary listens. */
const oddLinks: readonly string[] = [
  ...schemes.map((scheme) => `${scheme}://127.0.0.1:{port}/`),
  ...[
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    'blob:https://{inner}/x',
    'about:blank',
    'https:',
  ],
  ...[
    '//127.0.0.1:{port}/',
    '127.0.0.1:{port}',
    '/\\127.0.0.1:{port}',
    'https:///127.0.0.1:{port}',
    'https:127.0.0.1:{port}',
  ],
  ...[
    'https://a@127.0.0.1:{port}/',
    'https://{inner}@127.0.0.1:{port}/',
    'https://{inner}:443@127.0.0.1:{port}/',
  ],
  ...[
    'https://127.0.0.1:{port}@{inner}/',
    'https://@127.0.0.1:{port}/',
    'https://:@127.0.0.1:{port}/',
    'https://{inner}%40127.0.0.1:{port}/',
  ],
  ...[
    'https://127.0.0.1:{port}#@{inner}/',
    'https://127.0.0.1:{port}?@{inner}/',
    'https://127.0.0.1:{port}\\@{inner}/',
  ],
  ...[
    'https://{inner}\\@127.0.0.1:{port}/',
    'https:\\\\127.0.0.1:{port}/',
    'https://127.0.0.1:{port}/?x=1',
    'https://127.0.0.1:{port}/#x',
  ],
  ...[
    'https://127.0.0.1:{port}/ ',
    ' https://127.0.0.1:{port}/',
    'https://127.0.0.1\t:{port}/',
    'https://127.0\n.0.1:{port}/',
  ],
  ...[
    'ht\ttps://127.0.0.1:{port}/',
    'https://127.0.0.1:{port}/\r\nHost: {inner}',
    'https://127.0.0.1:{port}/\u0000',
  ],
  ...[
    'https://[::1]:{port}/',
    'https://[::1%25lo]:{port}/',
    'https://[::1%lo]:{port}/',
    'https://[fe80::1%25eth0]:{port}/',
    'https://[::]:{port}/',
  ],
  ...[
    'https://localhost:{port}/',
    'https://LOCALHOST:{port}/',
    'https://localhost.:{port}/',
    'https://ｌｏｃａｌｈｏｓｔ:{port}/',
    'https://loc\u00adalhost:{port}/',
  ],
  ...['22', '25', '53', '80', '110', '389', '445', '636', '993', '1023', '0', '65536', '-1'].map(
    (one) => `https://8.8.8.8:${one}/`,
  ),
  ...['8.8.8.8', '1.1.1.1', '[2606:4700::1]'].map((one) => `https://${one}/`),
  ...[
    'https://256.256.256.256/',
    'https://127.0.0.1.1/',
    'https://0x7f.0x0.0x0.0x1.0x1/',
    'https://1.2.3.4.5/',
    'https://[::1',
    'https://::1/',
  ],
  ...[
    'https://[127.0.0.1]/',
    'https://[::ffff:127.0.0.1.1]/',
    'https://127.0.0.1:{port}:443/',
    'https://%00/',
    'https://./',
    'https://../',
  ],
];

function toOddLinks(port: number): string[] {
  return oddLinks.map((link) => link.replaceAll('{port}', `${port}`).replaceAll('{inner}', inner));
}

/** Every link of the table; none may lead to a connection. */
export function toForbiddenLinks(port: number): string[] {
  const hosts = [...innerFour.flatMap(writeFour), ...innerSix.map((one) => `[${one}]`), ...circled];
  return [...new Set([...hosts.map((host) => `https://${host}:${port}/fhir`), ...toOddLinks(port)])];
}

/** Names of metadata services: they lead to inner addresses where there are any. */
export const metadataHosts: readonly string[] = [
  ...['metadata.google.internal', 'metadata.goog', 'instance-data', 'instance-data.ec2.internal', 'metadata'],
  ...[
    '169.254.169.254.nip.io',
    '127.0.0.1.nip.io',
    'localtest.me',
    'kubernetes.default.svc',
    'host.docker.internal',
  ],
];
