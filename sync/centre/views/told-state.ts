import { z } from 'zod';

const button = z.looseObject({
  button: z.number().int(),
  presses: z.number().int().optional(),
  fault: z.string().optional(),
});
const told = z.looseObject({
  version: z.string(),
  clock: z.looseObject({ wall: z.number(), boot: z.string(), up: z.number() }),
  ledger: z.looseObject({ id: z.string() }),
  binding: z.looseObject({ department: z.string(), counter: z.string() }),
  panel: z
    .looseObject({
      status: z.string(),
      panels: z
        .array(z.looseObject({ buttons: z.array(button).optional().catch(undefined) }))
        .optional()
        .catch(undefined),
      pressCounts: z.unknown().optional(),
    })
    .optional()
    .catch(undefined),
  screen: z
    .looseObject({ name: z.string().optional(), paintedMsAgo: z.number().optional() })
    .optional()
    .catch(undefined),
  disk: z.looseObject({ freePercent: z.number().optional() }).optional().catch(undefined),
  config: z
    .looseObject({
      revision: z.number().int().min(0),
      refused: z.looseObject({ revision: z.number().int(), code: z.string() }).optional(),
    })
    .optional()
    .catch(undefined),
});

/** What a kiosk last said of itself. It is not signed: it is shown, and moves no number. */
export type ToldState = z.infer<typeof told>;

export const readToldState = (text: string | null): ToldState | null => {
  if (text === null) return null;
  try {
    const parsed = told.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

/** The buttons that a panel says are stuck or chattering, 1 to 5. */
export const brokenButtons = (state: ToldState | null): readonly number[] => [
  ...new Set(
    (state?.panel?.panels ?? []).flatMap((panel) =>
      (panel.buttons ?? []).filter((each) => each.fault !== undefined).map((each) => each.button),
    ),
  ),
];
