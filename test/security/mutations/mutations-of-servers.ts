// Defences against other servers (T1 to T8, T22 to T28), each taken out.
import { type Mutation, mutationsOf } from './mutation';

const address = 'api/outbound/address.policy.ts';
const connect = 'api/outbound/guarded-connect.ts';
const door = 'api/outbound/outbound.service.ts';
const redirect = 'api/outbound/redirect.policy.ts';
const guard = 'api/outbound/server-guard.ts';
const answer = 'api/outbound/answer.map.ts';
const base = 'api/partners/base-match.policy.ts';
const discovery = 'api/partners/discovery.policy.ts';
const token = 'api/partners/token-answer.policy.ts';
const searchset = 'api/fhir/searchset.map.ts';
const person = 'api/fhir/person.policy.ts';

export const mutationsOfServers: readonly Mutation[] = [
  ...mutationsOf('test/api/outbound/address-guard.test.ts', {
    T1: [
      [
        'loopback may be reached',
        address,
        "if (address.range() !== 'unicast') return 'refused';",
        "if (address.range() === 'loopback') return 'public';",
      ],
      [
        'what looks public to the library is believed',
        address,
        'if (refusedRanges.some((range) => isInside(address, range)))',
        'if (false)',
      ],
      [
        'our own addresses may be reached',
        address,
        "=== own) ? 'refused' : 'public'",
        "=== own) ? 'public' : 'public'",
      ],
    ],
    T2: [
      [
        'one good address among bad ones is enough',
        connect,
        'found.some((one) => !isReachable(parts',
        'found.every((one) => !isReachable(parts',
      ],
    ],
  }),
  ...mutationsOf('test/security/outbound/inner-addresses.test.ts', {
    T1: [
      [
        'an address in the link is not looked at when connecting',
        connect,
        'if (isIP(hostname) && !isReachable(addresses, hostname, isPlain))',
        'if (false)',
      ],
    ],
    T2: [
      [
        'resolved addresses are not looked at',
        connect,
        'found.some((one) => !isReachable(parts.addresses, one.address, isPlain))',
        'false',
      ],
      [
        'the connected peer is not looked at',
        connect,
        "if (!isReachable(addresses, socket.remoteAddress ?? '', isPlain)) {",
        "if (socket.remoteAddress === '') {",
      ],
    ],
  }),
  ...mutationsOf('test/api/outbound/outbound.service.test.ts', {
    T3: [['a redirect is an answer', door, 'if (status >= 300 && status < 400) {', 'if (status < 0) {']],
    T22: [
      [
        'JSON may be nested without end',
        'api/outbound/json-depth.policy.ts',
        "if (depth > jsonDepth) return 'depth';",
        '',
      ],
      [
        'JSON may have parts without end',
        'api/outbound/json-depth.policy.ts',
        "return parts > jsonParts ? 'parts' : undefined;",
        'return undefined;',
      ],
    ],
    T24: [
      ['a length of gigabytes is waited for', door, 'if (length > limits.answerBytes)', 'if (length < 0)'],
      ['a packed answer may unpack to anything', answer, '{ maxOutputLength: limits.answerBytes }', '{}'],
      ['the bytes on the wire are not counted', door, 'maxResponseSize: limits.answerBytes,', ''],
    ],
    T25: [
      [
        'there is no deadline',
        door,
        "() => deadline.abort(outboundFault('server_timeout'))",
        '() => undefined',
      ],
      [
        'calls to one server wait without bound',
        guard,
        'createBulkhead(limits.inFlightPerServer, limits.queuedPerServer)',
        'createBulkhead(10_000, 10_000)',
      ],
      [
        'a dead server is asked again and again',
        guard,
        '{ threshold: 0.5, duration: 10_000, minimumRps: 2 }',
        '{ threshold: 0.999, duration: 10_000, minimumRps: 2_000 }',
      ],
    ],
  }),
  ...mutationsOf('test/api/outbound/redirect.test.ts', {
    T3: [
      ['a redirect may lead to any origin', redirect, ' || !origins.includes(url.origin)', ''],
      [
        'a token goes along',
        redirect,
        'isInside(url.href) ? from.headers : toHarmless(from.headers)',
        'from.headers',
      ],
      [
        'a redirect may follow another for ever',
        'api/outbound/outbound.service.ts',
        'hops < limits.redirects',
        'hops < 20',
      ],
      [
        'what may change something is sent on',
        redirect,
        "if (!isKept && !([301, 302, 303].includes(status) && from.method === 'GET')) return undefined;",
        '',
      ],
    ],
  }),
  ...mutationsOf('test/api/outbound/server-guard.test.ts', {
    T25: [
      [
        'who has given up keeps the place in the queue',
        'api/outbound/bulkhead.ts',
        "signal.addEventListener('abort', giveUp, { once: true });",
        '',
      ],
      ['what may change something is made twice', door, "isRead = hop.method === 'GET'", 'isRead = true'],
    ],
  }),
  ...mutationsOf('test/security/answers/dead-partner.test.ts', {
    T25: [
      [
        'all servers wait in one queue',
        guard,
        'const known = watched.get(server);',
        "server = 'all';\n    const known = watched.get(server);",
      ],
    ],
  }),
  ...mutationsOf('test/api/fhir/throttle.test.ts', {
    T25: [
      [
        'second tries have no budget',
        'api/fhir/throttle.service.ts',
        'const mostTries = 16;',
        'const mostTries = 16_000;',
      ],
    ],
  }),
  ...mutationsOf('test/api/partners/registry.service.test.ts', {
    T4: [
      [
        'any advertised token endpoint will do',
        discovery,
        'return isSameAddress(new URL(advertised, base), new URL(tokenEndpoint));',
        'return true;',
      ],
    ],
    T5: [
      [
        'a base is compared as text',
        base,
        "if (link.origin !== base.origin || link.origin === 'null') return false;",
        'if (!link.origin.startsWith(base.origin)) return false;',
      ],
      [
        'a segment need only begin like the base’s',
        base,
        "isSame(inner[i] ?? '', segment)",
        "(inner[i] ?? '').startsWith(segment)",
      ],
      ['a user name in a link is fine', base, 'if (link.username || link.password) return false;', ''],
      [
        'encoded dots and slashes hide in a path',
        base,
        "if (/%(2e|2f|5c|00)/i.test(url.pathname) || url.pathname.includes('\\\\')) return undefined;",
        '',
      ],
    ],
  }),
  ...mutationsOf('test/security/partners/look-alikes.test.ts', {
    T5: [
      [
        'a base is compared as text',
        base,
        "if (link.origin !== base.origin || link.origin === 'null') return false;",
        'if (!link.origin.startsWith(base.origin)) return false;',
      ],
    ],
  }),
  ...mutationsOf('test/api/fhir/patient-search.test.ts', {
    T6: [
      [
        'a next link may lead anywhere',
        searchset,
        'if (url.origin !== base.origin) {',
        'if (url.origin === "") {',
      ],
    ],
  }),
  ...mutationsOf('test/api/patients/patients.routes.test.ts', {
    T6: [
      [
        'a cursor is anybody’s',
        'api/patients/cursor.ts',
        'JSON.stringify([scope.tid, scope.teamId, scope.channelId, scope.principal.oid, connectionId])',
        "''",
      ],
      ['a cursor never ends', 'api/patients/cursor.ts', '|| opened.until < deps.now()', ''],
    ],
  }),
  ...mutationsOf('test/api/partners/token.service.test.ts', {
    T7: [
      [
        'tenants share a token',
        'api/partners/token.service.ts',
        '`${partner.id}\\n${tid.toLowerCase()}`',
        '`${partner.id}`',
      ],
    ],
    T8: [
      ['any text is a token', token, '!bearerToken.test(accessToken)', 'false'],
      [
        'a token lives as long as the partner says',
        token,
        'Math.min(expiresIn, tokenLifetimeSeconds)',
        'expiresIn',
      ],
      ['any type of token will do', token, "tokenType.toLowerCase() !== 'bearer'", 'false'],
    ],
  }),
  ...mutationsOf('test/api/fhir/sandbox-ehr.test.ts', {
    T23: [
      [
        'pages are read without end',
        'api/fhir/chart.service.ts',
        'if (page >= mostPages || resources.size >= mostEntries || visited.has(next)) break;',
        'if (page < 0) break;',
      ],
    ],
    T26: [
      [
        'a resource is taken for whose it is not',
        person,
        'if (!isPerson(value, patientId, base)) return false;',
        '',
      ],
    ],
  }),
  ...mutationsOf('test/api/fhir/person-and-batch.test.ts', {
    T26: [
      [
        'a resource is taken for whose it is not',
        person,
        'if (!isPerson(value, patientId, base)) return false;',
        '',
      ],
    ],
    T27: [['doubles count twice', searchset, 'if (seen.has(key)) continue;', '']],
  }),
  ...mutationsOf('test/security/regexps.test.ts', {
    T28: [
      [
        'a source has a pattern that goes on and on',
        // It reads the sources from the disk, where nothing is changed.
        'test/security/regexps.test.ts',
        "readFileSync(file, 'utf8')",
        "`${readFileSync(file, 'utf8')}\\nconst slow = /^(\\\\w+\\\\s?)*$/;`",
      ],
    ],
  }),
];
