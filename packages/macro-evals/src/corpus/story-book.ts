/** Tells stories apart: a site that is missing, and the runs that miss it. */
export interface StoryBook {
  /** Whether the runs of `a` without those of `b` are new for the site; they are known from then on. */
  isNew(site: number, a: Int32Array, b: Int32Array): boolean;
}

interface Story {
  site: number;
  runs: Int32Array;
}

/** By hash of the bits: written out as text, the same few stories would fill the memory again and again. */
export function storyBook(): StoryBook {
  const byHash = new Map<number, Story[]>();
  return {
    isNew(site, a, b) {
      let hash = site;
      for (let i = 0; i < a.length; i++)
        hash = (Math.imul(hash, 0x01000193) ^ (a[i]! & ~b[i]!)) | 0;
      const alike = byHash.get(hash);
      if (alike?.some((story) => story.site === site && isWithout(story.runs, a, b))) return false;
      const story = { site, runs: a.map((bits, i) => bits & ~b[i]!) };
      if (alike) alike.push(story);
      else byHash.set(hash, [story]);
      return true;
    },
  };
}

function isWithout(runs: Int32Array, a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (runs[i] !== (a[i]! & ~b[i]!)) return false;
  return true;
}
