import { describe, expect, it } from 'vitest';
import { KnownError } from '../../../api/errors/known-error';
import { createLog } from '../../../api/observability/log';

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(
    createLog('info', {
      write: (line) => {
        lines.push(line);
      },
    }),
  );
  return lines.map((line) => JSON.parse(line));
}

describe('T30: the log', () => {
  it('of an error tells its class, its code and our own lines, never what it says', () => {
    const canary = 'Zebedee Canary';
    const error = Object.assign(new TypeError(canary), {
      code: 'SQLITE_FULL',
      config: { headers: canary },
      detail: canary,
    });
    const [line] = logged((log) => log.unexpected('r1', error));
    expect(line).toMatchObject({
      event: 'unexpected',
      requestId: 'r1',
      class: 'TypeError',
      code: 'SQLITE_FULL',
    });
    expect(line?.at).toEqual(
      expect.arrayContaining([expect.stringMatching(/^test\/api\/observability\/log\.test\.ts:\d+$/)]),
    );
    expect(JSON.stringify(line)).not.toContain('Zebedee');
  });

  it('is not misled by a code, a name or a message made up to look like a line of ours', () => {
    const forged = Object.assign(new Error('x\n    at /api/Zebedee 1957.ts:1:1'), {
      code: 'Zebedee\n{"event":"forged"}',
    });
    const [line, ...more] = logged((log) => log.unexpected('r1', forged));
    expect(more).toEqual([]);
    expect(JSON.stringify(line)).not.toContain('Zebedee');
    expect(logged((log) => log.unexpected('r2', 'Zebedee'))[0]).toMatchObject({ class: 'string' });
    expect(
      logged((log) => log.unexpected('r3', new KnownError('internal', { status: 500, detail: 'd' })))[0]
        ?.class,
    ).toBe('KnownError');
  });

  it('of a request hashes the tenant and rounds the time', () => {
    const line = {
      method: 'GET',
      route: '/api/x/{id}',
      status: 200,
      ms: 12.4,
      requestId: 'r',
      tid: '1111',
      errorCode: undefined,
    };
    const [written] = logged((log) => log.request(line));
    expect(written).toMatchObject({
      route: '/api/x/{id}',
      ms: 12,
      tenant: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect(JSON.stringify(written)).not.toContain('"1111"');
  });
});
