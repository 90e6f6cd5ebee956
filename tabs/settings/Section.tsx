// One part of the settings: heading, a sentence, content on a card. No fetching.
import { Card, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalL },
});

export interface SectionProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}

export function Section({ title, text, children }: SectionProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.root} aria-labelledby={id}>
      <Text as="h2" size={400} weight="semibold" id={id}>
        {title}
      </Text>
      {text !== undefined && <Text className={styles.quiet}>{text}</Text>}
      <Card className={styles.card} focusMode="off">
        {children}
      </Card>
    </section>
  );
}
