/** The samples of every built-in form, so that tests can loop over forms and rules. */
import { breakingInspection, inspectionSample } from './inspection.ts';
import type { BreakingSample, Sample } from './sample.ts';
import { breakingTargets, targetsSample } from './targets.ts';
import { breakingTasks, tasksSample } from './tasks.ts';

export interface FormSamples {
  readonly valid: () => Sample;
  readonly breaking: () => BreakingSample[];
}

/** Template id → its samples. */
export const SAMPLES: Readonly<Record<string, FormSamples>> = {
  inspection: { valid: inspectionSample, breaking: breakingInspection },
  targets: { valid: targetsSample, breaking: breakingTargets },
  tasks: { valid: tasksSample, breaking: breakingTasks },
};

/** A complete valid report of the built-in form. */
export function validSample(template: string): Sample {
  const samples = SAMPLES[template];
  if (samples === undefined) throw new Error(`no samples of ${template}`);
  return samples.valid();
}
