import type { Note } from './score.ts';

const attackS = 0.004;

const playNote = (context: AudioContext, note: Note): void => {
  const start = context.currentTime + note.at / 1_000;
  const end = start + note.ms / 1_000;
  const volume = context.createGain();
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(note.gain, start + attackS);
  volume.gain.exponentialRampToValueAtTime(0.001, end);
  volume.connect(context.destination);
  const tone = context.createOscillator();
  tone.type = note.timbre === 'wood' ? 'triangle' : 'sine';
  tone.frequency.setValueAtTime(note.hertz * (note.timbre === 'wood' ? 1.6 : 1), start);
  // Wood: the pitch of a struck block falls within its first hundredth of a second.
  if (note.timbre === 'wood') tone.frequency.exponentialRampToValueAtTime(note.hertz, start + 0.012);
  tone.connect(volume);
  tone.start(start);
  tone.stop(end);
};

export interface Player {
  /** Opens the way to the loudspeaker, which may take a slow machine a quarter of a second; otherwise the first sound does. */
  open(): void;
  play(notes: readonly Note[]): void;
}

/**
 * Plays notes through Web Audio. Without sound hardware, or before the browser allows sound, it is silent and nothing else
 * happens: sound is never the only sign.
 */
export const createPlayer = (create: () => AudioContext): Player => {
  let context: AudioContext | undefined;
  const opened = (): AudioContext => (context ??= create());
  return {
    open: () => void opened(),
    play: (notes) => {
      if (notes.length === 0) return;
      const out = opened();
      if (out.state === 'suspended') void out.resume();
      for (const note of notes) playNote(out, note);
    },
  };
};
