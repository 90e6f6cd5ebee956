// First run: two cards for the owner, who may set it up for anybody else. The connect form is handed over by the app.
import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { Failure } from '../ui/Failure';
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
  const { isOwner, problem, refresh } = useSession();
  const [isConnecting, setConnecting] = useState(false);
  // Without a new look nobody knows that it is set up, or connected, by now.
  const failure = problem && <Failure problem={problem} retry={() => void refresh()} />;
  if (!isOwner) {
    return (
      <Screen label={t('firstRun.label')}>
        {failure}
        <WaitForOwner />
      </Screen>
    );
  }
  return (
    <Screen label={t('firstRun.label')} width="narrow">
      {failure}
      {isConnecting ? (
        <ConnectStep renderConnect={renderConnect} onBack={() => setConnecting(false)} />
      ) : (
        <ModeStep onEhr={() => setConnecting(true)} />
      )}
    </Screen>
  );
}
