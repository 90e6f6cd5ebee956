// The Teams client as host. The only file that imports @microsoft/teams-js; loaded lazily.
import { app, authentication, FrameContexts, pages } from '@microsoft/teams-js';
import {
  channelPageId,
  type Host,
  NoHostError,
  type Place,
  SignInError,
  type TabSettings,
  toThemeName,
} from './host';
import { toSignInCode } from './sign-in-failure';

const initializeMs = 8_000;
const phones = new Set(['android', 'ios']);

/** Rejects with NoHostError when the page isn't inside Teams; teams-js alone would wait for 60 s. */
export async function createTeamsHost(): Promise<Host> {
  await within(initializeMs, app.initialize());
  const context = await within(initializeMs, app.getContext());
  let theme = toThemeName(context.app.theme);
  const listeners = new Set<(name: typeof theme) => void>();
  app.registerOnThemeChangeHandler((name) => {
    theme = toThemeName(name);
    for (const listener of listeners) listener(theme);
  });
  return {
    place: toPlace(context),
    get theme() {
      return theme;
    },
    locale: context.app.locale || 'en',
    getToken,
    onTheme: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notifyReady: () => void app.notifySuccess().catch(() => undefined),
    canShareLink:
      !phones.has(context.app.host.clientType) && context.page.frameContext === FrameContexts.content,
    shareLink: ({ subPageId, label }) => pages.shareDeepLink({ subPageId, subPageLabel: label }),
    canOpenChannelTab: context.app.appId !== undefined && pages.isSupported(),
    openChannelTab: ({ channelId, subPageId }) => {
      const { appId } = context.app;
      if (appId === undefined) return;
      const target = { appId, pageId: channelPageId, channelId, subPageId };
      void pages.navigateToApp(target).catch(() => undefined);
    },
    onSaveTab: registerSave,
    setCanSave: (canSave) => pages.config.setValidityState(canSave),
  };
}

/** Silently; interactively only when asked for, since a window that opens by itself is blocked or feared. */
async function getToken(request: { readonly isInteractive?: boolean } = {}): Promise<string> {
  try {
    return await authentication.getAuthToken({ silent: request.isInteractive !== true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SignInError(toSignInCode(reason, request.isInteractive === true), reason);
  }
}

function registerSave(settings: () => TabSettings): void {
  pages.config.registerOnSaveHandler(async (event) => {
    const { name, pageId, contentUrl, websiteUrl } = settings();
    try {
      await pages.config.setConfig({ entityId: pageId, suggestedDisplayName: name, contentUrl, websiteUrl });
      event.notifySuccess();
    } catch (error) {
      event.notifyFailure(error instanceof Error ? error.message : 'The tab could not be saved.');
    }
  });
}

/** Private channel: team.groupId is undefined; shared: empty. The owner group is set in both. */
function toPlace(context: app.Context): Place {
  return {
    teamId: context.channel?.ownerGroupId || context.team?.groupId || undefined,
    channelId: context.channel?.id || undefined,
    channelName: context.channel?.displayName,
    teamName: context.team?.displayName,
    pageId: context.page.id || undefined,
    subPageId: context.page.subPageId || undefined,
    isPhone: phones.has(context.app.host.clientType),
  };
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoHostError('No answer from Teams.')), ms);
    work
      .then(resolve, (error: unknown) => reject(new NoHostError(String(error))))
      .finally(() => clearTimeout(timer));
  });
}
