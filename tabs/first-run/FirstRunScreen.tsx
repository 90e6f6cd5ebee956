// First run: two cards for the owner, who may set it up for anybody else. The connect form is handed over by the app.
import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { Screen } from '../ui/Screen';
import { ConnectStep } from './ConnectStep';
import { ModeStep } from './ModeStep';
import { WaitForOwner } from './WaitForOwner';

export interface ConnectProps {
  readonly back: ReactNode;
  readonly done: { readonly label: string; readonly run: () => void };
}

export interface FirstRunScreenProps {
  readonly renderConnect: (props: ConnectProps) => ReactNode;
}

export function FirstRunScreen({ renderConnect }: FirstRunScreenProps) {
  const { t } = useWords();
  const { isOwner } = useSession();
  const [isConnecting, setConnecting] = useState(false);
  if (!isOwner) {
    return (
      <Screen label={t('firstRun.label')}>
        <WaitForOwner />
      </Screen>
    );
  }
  return (
    <Screen label={t('firstRun.label')} width="narrow">
      {isConnecting ? (
        <ConnectStep renderConnect={renderConnect} onBack={() => setConnecting(false)} />
      ) : (
        <ModeStep onEhr={() => setConnecting(true)} />
      )}
    </Screen>
  );
}
