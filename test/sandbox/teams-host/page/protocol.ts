// The host's side of teams-js: answers what the framed app asks, and tells it events (shared/teams.md, part 3).

export interface AppMessage {
  readonly id: number;
  readonly uuidAsString?: string;
  readonly func: string;
  readonly args?: readonly unknown[];
}

export interface Answers {
  readonly frameContext: string;
  readonly clientType: string;
  readonly runtime: string;
  readonly getContext: () => Record<string, unknown>;
  /** Rejects with the client's own words. */
  readonly getToken: (isSilent: boolean) => Promise<string>;
  readonly onReady: () => void;
  /** The first args of a call that wants no answer, or whose answer is only "done". */
  readonly on: Readonly<Record<string, (...args: readonly unknown[]) => void>>;
}

export interface HostSession {
  readonly emit: (func: string, args?: readonly unknown[]) => void;
  readonly close: () => void;
}

/** Calls that are answered with [true]; every other call that isn't known stays unanswered, as in an old client. */
const done = new Set([
  'executeDeepLink',
  'pages.navigateToApp',
  'pages.currentApp.navigateTo',
  'navigateBack',
  'settings.setSettings',
]);
const sdkVersion = '2.0.1';

export function serveFrame(frame: HTMLIFrameElement, answers: Answers): HostSession {
  let settings: unknown = {};
  const post = (message: object) => frame.contentWindow?.postMessage(message, location.origin);
  const reply = ({ id, uuidAsString }: AppMessage, ...args: readonly unknown[]) =>
    post({ id, uuidAsString, args });

  const handle = async (message: AppMessage): Promise<void> => {
    const args = message.args ?? [];
    answers.on[message.func]?.(...args);
    if (done.has(message.func)) {
      if (message.func === 'settings.setSettings') settings = args[0];
      reply(message, true);
      return;
    }
    switch (message.func) {
      case 'initialize':
        return reply(message, answers.frameContext, answers.clientType, answers.runtime, sdkVersion);
      case 'getContext':
        return reply(message, answers.getContext());
      case 'settings.getSettings':
        return reply(message, settings);
      case 'appInitialization.success':
        answers.onReady();
        return reply(message, undefined);
      case 'authentication.getAuthToken':
        return answers.getToken(args[2] === true).then(
          (token) => reply(message, true, token),
          (error: unknown) => reply(message, false, error instanceof Error ? error.message : String(error)),
        );
      case 'clipboard.writeToClipboard':
        return reply(message, { errorCode: 100 }, null);
    }
  };
  const listen = (event: MessageEvent<AppMessage>) => {
    const isOurs = event.source === frame.contentWindow && event.origin === location.origin;
    if (isOurs && typeof event.data?.func === 'string') void handle(event.data);
  };
  addEventListener('message', listen);
  return {
    emit: (func, args = []) => void post({ func, args }),
    close: () => removeEventListener('message', listen),
  };
}
