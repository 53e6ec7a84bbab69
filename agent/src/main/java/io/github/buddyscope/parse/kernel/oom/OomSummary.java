// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.oom;

import io.github.buddyscope.parse.kernel.header.HeaderForm;
import io.github.buddyscope.parse.kernel.line.NodeMask;
import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.List;

/**
 * {@code oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=java,pid=7,uid=0}
 * (mm/oom_kill.c, {@code dump_oom_summary}, since 5.0). Names of cpusets, cgroups and tasks may hold commas. The line may be
 * cut anywhere; what was cut is null.
 *
 * @param memcg the cgroup whose limit was reached; null for {@code global_oom}
 * @param task the one that is about to be killed
 */
public record OomSummary(
        String constraint,
        String nodemask,
        String cpuset,
        String memsAllowed,
        String memcg,
        String taskMemcg,
        String task,
        Integer pid) {
    private static final HeaderForm FORM = HeaderForm.OOM_SUMMARY;
    private static final List<String> CONSTRAINTS =
            List.of("CONSTRAINT_NONE", "CONSTRAINT_CPUSET", "CONSTRAINT_MEMORY_POLICY", "CONSTRAINT_MEMCG");
    private static final String NODEMASK = ",nodemask=";
    private static final String CPUSET = ",cpuset=";
    private static final String MEMS_ALLOWED = ",mems_allowed=";
    private static final String GLOBAL = ",global_oom,";
    private static final String MEMCG = ",oom_memcg=";
    private static final String TASK_MEMCG = ",task_memcg=";
    private static final String TASK = ",task=";
    private static final String PID = ",pid=";

    /** Null where the line is none. */
    static OomSummary parse(String text) {
        int from = FORM.behind(text);
        int end = from < 0 ? -1 : end(text, from);
        if (from < 0 || !CONSTRAINTS.contains(text.substring(from, end))) {
            return null;
        }
        int scope = first(text, from, GLOBAL, MEMCG);
        int cpuset = before(text.indexOf(CPUSET, from), scope);
        int mems = scope < 0 ? -1 : text.lastIndexOf(MEMS_ALLOWED, scope);
        int taskMemcg = scope < 0 ? -1 : text.indexOf(TASK_MEMCG, scope);
        int pid = text.lastIndexOf(PID);
        int task = taskMemcg < 0 || pid < taskMemcg ? -1 : text.lastIndexOf(TASK, pid);
        boolean memcg = scope >= 0 && text.startsWith(MEMCG, scope);
        return new OomSummary(
                text.substring(from, end),
                text.startsWith(NODEMASK, end) ? mask(value(text, end, NODEMASK, cpuset >= 0 ? cpuset : scope)) : null,
                value(text, cpuset, CPUSET, mems),
                nodes(value(text, mems, MEMS_ALLOWED, scope)),
                memcg ? value(text, scope, MEMCG, taskMemcg) : null,
                value(text, taskMemcg, TASK_MEMCG, task),
                value(text, task, TASK, pid),
                pid(text, task < 0 ? -1 : pid + PID.length()));
    }

    /** What stands between a key and the next; null where either isn't there. */
    private static String value(String text, int at, String key, int next) {
        int from = at + key.length();
        return at < 0 || next < from ? null : text.substring(from, next);
    }

    private static int end(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? Scan.trimmedEnd(text) : comma;
    }

    private static int first(String text, int from, String one, String other) {
        int a = text.indexOf(one, from);
        int b = text.indexOf(other, from);
        return a < 0 || b < 0 ? Math.max(a, b) : Math.min(a, b);
    }

    private static int before(int at, int end) {
        return end >= 0 && at > end ? -1 : at;
    }

    private static String mask(String text) {
        return text == null ? null : NodeMask.of(text);
    }

    private static String nodes(String text) {
        return text != null && Scan.isNodeList(text) ? text : null;
    }

    /** Whole only where the user id follows. */
    private static Integer pid(String text, int from) {
        int end = Scan.digits(text, from);
        int pid =
                from < 0 || !text.startsWith(",uid=", end) ? -1 : Scan.smallNumber(text, from, end, Integer.MAX_VALUE);
        return pid < 0 ? null : (Integer) pid;
    }
}
