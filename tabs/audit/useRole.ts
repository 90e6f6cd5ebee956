// The role of a person at the time of an entry, in words.
import { useWords } from '../i18n/useWords';

export function useRole(): (role: string) => string {
  const { t, has } = useWords();
  // Checked: there is a word for it.
  return (role) => (has(`audit.role.${role}`) ? t(`audit.role.${role as 'owner'}`) : role);
}
