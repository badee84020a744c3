/** Why a path is not a plain path below some root, or undefined when it is one. */
export function describeBadPath(path: string): string | undefined {
  if (path === "") return "expected a relative path, not an empty text";
  if (path.startsWith("/") || /^[a-z]:/i.test(path))
    return `"${path}" is absolute; expected a relative path`;
  if (path.includes("\\") || path.includes("\0"))
    return `"${path}": expected folders separated by /`;
  const parts = path.split("/");
  if (parts.includes("..")) return `"${path}" climbs out of its folder`;
  if (parts.includes(".") || parts.includes(""))
    return `"${path}": expected the plain form, without empty parts and "."`;
  return undefined;
}

/** Whether `path` is `folder` or lies below it; both plain relative or both absolute paths. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
