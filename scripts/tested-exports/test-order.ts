/** A test file: relative path, its text, and whether its tests run in a process of their own. */
export interface TestFile {
  file: string;
  text: string;
  ownProcess: boolean;
}

/** Tests that install, pack or build, or that only compare names. */
const left = [
  /^tests\/consumer\//,
  /^tests\/docs\//,
  /^tests\/live\//,
  /^tests\/contract\/doors\./,
];

/**
 * In which order to ask tests whether they notice that a function is gone: cheap ones before dear ones, those that
 * name it before the others of its package. Tests elsewhere that do not name it are not asked: that a whole turn of
 * the loop goes wrong tells nobody which function did. Each group is one run.
 */
export function testOrder(
  tests: readonly TestFile[],
  { room, name }: { room: string; name: string },
): TestFile[][] {
  const word = new RegExp(`\\b${name}\\b`);
  const reachable = tests.filter(({ file }) => !left.some((pattern) => pattern.test(file)));
  const ofRoom = ({ file }: TestFile) => file.startsWith(`${room}/`);
  const names = ({ text }: TestFile) => word.test(text);
  const groups: ((test: TestFile) => boolean)[] = [
    (test) => !test.ownProcess && ofRoom(test) && names(test),
    (test) => !test.ownProcess && ofRoom(test),
    (test) => test.ownProcess && ofRoom(test) && names(test),
    (test) => !test.ownProcess && names(test),
    (test) => test.ownProcess && names(test),
    (test) => test.ownProcess && ofRoom(test),
  ];
  const taken = new Set<TestFile>();
  return groups
    .map((belongs) => {
      const group = reachable.filter((test) => belongs(test) && !taken.has(test));
      for (const test of group) taken.add(test);
      return group;
    })
    .flatMap((group) => (group.some(({ ownProcess }) => ownProcess) ? singly(group) : [group]))
    .filter((group) => group.length > 0);
}

function singly(group: readonly TestFile[]): TestFile[][] {
  return group.toSorted((a, b) => a.text.length - b.text.length).map((test) => [test]);
}
