// What Teams stores of a tab. Addresses carry only locale and theme: they end up in logs.
import { channelPageId, type TabSettings } from '../host/host';

export function toTabSettings(origin: string, name: string): TabSettings {
  return {
    name,
    pageId: channelPageId,
    contentUrl: `${origin}/?locale={locale}&theme={theme}`,
    websiteUrl: `${origin}/`,
  };
}
