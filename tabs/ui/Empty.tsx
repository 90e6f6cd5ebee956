// An empty state that teaches: a picture in line style, what this is, one button. No fetching.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Heading, Sentence } from './Heading';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
    maxWidth: '440px',
    margin: '0 auto',
  },
  fill: { minHeight: '70%' },
  picture: { color: tokens.colorNeutralForeground3, width: '160px', height: '120px' },
  action: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    justifyContent: 'center',
    marginTop: tokens.spacingVerticalS,
  },
});

export interface EmptyProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly picture?: ReactNode;
  readonly action?: ReactNode;
  /** In the middle of the room that there is, rather than at the top. */
  readonly fill?: boolean;
}

export function Empty({ title, text, picture, action, fill = true }: EmptyProps) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.root, fill && styles.fill)}>
      {picture !== undefined && (
        <div className={styles.picture} aria-hidden="true">
          {picture}
        </div>
      )}
      <Heading level={2} size={500} isCentered>
        {title}
      </Heading>
      {text !== undefined && <Sentence isCentered>{text}</Sentence>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
