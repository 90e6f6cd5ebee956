// One of the two ways to begin. The whole card can be pressed; its button says what happens.

import { Button, Card, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Heading } from '../ui/Heading';

const useStyles = makeStyles({
  card: {
    padding: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalM,
    cursor: 'pointer',
    height: '100%',
    boxSizing: 'border-box',
  },
  picture: { height: '128px', display: 'flex', justifyContent: 'center' },
  text: { color: tokens.colorNeutralForeground2, flexGrow: 1 },
  action: { alignSelf: 'start' },
});

export interface ModeCardProps {
  readonly picture: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onChoose: () => void;
  readonly isBusy?: boolean;
  readonly testId: string;
}

export function ModeCard({ picture, title, text, action, onChoose, isBusy = false, testId }: ModeCardProps) {
  const styles = useStyles();
  const choose = () => {
    if (!isBusy) onChoose();
  };
  return (
    <Card className={styles.card} onClick={choose} focusMode="off" data-testid={testId}>
      <div className={styles.picture} aria-hidden="true">
        {picture}
      </div>
      <Heading level={2} size={500}>
        {title}
      </Heading>
      <Text className={styles.text}>{text}</Text>
      <Button
        appearance="primary"
        className={styles.action}
        disabledFocusable={isBusy}
        onClick={(event) => {
          event.stopPropagation();
          choose();
        }}
      >
        {action}
      </Button>
    </Card>
  );
}
