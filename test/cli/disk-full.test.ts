import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folderWith, hyosan, ROOM } from "./hyosan.js";

test("a full disk is told in one line", ({ skip }) => {
  const folder = folderWith({ "room.yaml": ROOM });
  const disk = join(folder, "disk");
  mkdirSync(disk);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=8k", "tmpfs", disk]);
  if (mounted.status !== 0) skip("a small disk can be mounted by root only");
  onTestFinished(() => void spawnSync("umount", [disk]));
  const { code, stdout, stderr } = hyosan(["run", "room.yaml", "--out", "disk/run"], folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: disk\/run.*: expected room on the disk, found a full disk \(ENOSPC\)\n$/);
});
