import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLog } from '../../api/observability/log';
import { findLeaks, findLeaksIn, toMarkedWords } from './leaks';
import { toMarkedPatients } from './marked-patients';

const words = toMarkedWords([
  {
    resourceType: 'Patient',
    id: 'made-infant',
    name: [{ family: 'Ōtani', given: ['Ai', 'Jo-Anne'] }],
    identifier: [{ value: 'SV-900101' }],
  },
]);
const find = (text: string) => findLeaksIn(text, 'a.log', words).found;

it('names, numbers and ids of patients, marked words, birth dates, tokens and keys are found in a line', () => {
  expect([...words].sort()).toEqual(['Jo-Anne', 'SV-900101', 'made-infant', 'Ōtani'].sort());
  for (const text of ['{"a":"Ōtani, Ai"}', 'of Jo-Anne.', '/Patient/made-infant', 'mrn=SV-900101'])
    expect(find(`{}\n${text}`)).toEqual(['a.log:2: a name or number of a patient']);
  for (const text of [
    'Zebedee',
    'a CANARY',
    'open-made-up-secret',
    'Bearer x',
    'token eyJhbGciOiJSUzI1NiJ9',
    '-----BEGIN X',
    '{"born":"1957-06-05"}',
  ])
    expect(find(text)).toHaveLength(1);
});

it('what the log writes of a request and of a checkpoint is none of it', () => {
  let text = '';
  const write = (line: string) => {
    text += line;
  };
  const log = createLog('debug', { write });
  const requestId = '0a000000-0000-4000-8000-0000000000ff';
  log.request({
    method: 'GET',
    route: '/api/x/{id}',
    status: 200,
    ms: 1,
    requestId,
    tid: 't',
    errorCode: undefined,
  });
  log.checkpoint({
    tid: 't',
    number: 1,
    at: '2026-11-26T08:00:00Z',
    key_id: 'k',
    seq: 1,
    head: 'h',
    prev: 'p',
    signature: 's',
  });
  log.unexpected(requestId, new Error('Ōtani'));
  expect(findLeaksIn(text, 'a.log', words)).toEqual({ lines: 3, requests: 1, found: [] });
});

it('every file of the folder is searched, and the tests’ patients are known by name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patients-logs-'));
  writeFileSync(join(folder, '1.log'), '{"event":"request"}\n');
  writeFileSync(join(folder, '2.log'), 'x\nof Ōtani\n');
  expect(findLeaks(folder, words)).toEqual({
    lines: 3,
    requests: 1,
    found: ['2.log:2: a name or number of a patient'],
  });
  rmSync(folder, { recursive: true, force: true });
  expect(toMarkedWords(toMarkedPatients()).size).toBeGreaterThan(300);
});
