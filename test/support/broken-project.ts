import type { Files } from './project-folder.ts';

/** Mistakes of every severity, with a related place in another file, wide characters and a tab before the wrong words. */
export const brokenProject: Files = {
  'payments.flow': `schema Payment {
  id: string @key
  amount: float64
  "bad
}
`,
  'flows/main.flow': `import { Reading, Unused } from "../reading.flow"

flow Watch(limit: float64 = 80) {
  read readings: Reading from csv("../data/readings.csv")
	/* 温度 🌡 */ filter hot(readings) where temprature > limit
  filter idle(readings) where load < 5
  write alerts(hot) to csv("../out/alerts.csv")
  write again(readings) to csv("../out/alerts.csv")
}
`,
  'reading.flow': `schema Reading {
  machine: string
  temperature: float32
  load: float32
}
schema Unused { a: string }
`,
};
