// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.oom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OomSummaryTest {
    @Test
    void readsASummaryWhoseNamesHoldItsKeys() {
        assertThat(OomSummary.parse("oom-kill:constraint=CONSTRAINT_CPUSET,nodemask=0,2-3,cpuset=a,b,mems_allowed=9,"
                        + "mems_allowed=0,2,global_oom,task_memcg=/x,y,task=a,b,pid=7,uid=0"))
                .isEqualTo(new OomSummary(
                        "CONSTRAINT_CPUSET", "0,2-3", "a,b,mems_allowed=9", "0,2", null, "/x,y", "a,b", 7));
    }

    @Test
    void readsASummaryCutAnywhere() {
        String whole = "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=c,mems_allowed=0-1,oom_memcg=/a,"
                + "task_memcg=/a/b,task=java,pid=77,uid=0";
        OomSummary all = OomSummary.parse(whole);
        assertThat(all).isEqualTo(new OomSummary("CONSTRAINT_MEMCG", "(null)", "c", "0-1", "/a", "/a/b", "java", 77));
        for (int end = "oom-kill:constraint=CONSTRAINT_MEMCG,".length(); end < whole.length(); end++) {
            OomSummary cut = OomSummary.parse(whole.substring(0, end));
            assertThat(cut.constraint()).isEqualTo("CONSTRAINT_MEMCG");
            assertThat(cut.nodemask()).isIn(null, "(null)");
            assertThat(cut.cpuset()).isIn(null, "c");
            assertThat(cut.memsAllowed()).isIn(null, "0-1");
            assertThat(cut.memcg()).isIn(null, "/a");
            assertThat(cut.taskMemcg()).isIn(null, "/a/b");
            assertThat(cut.task()).isIn(null, "java");
            assertThat(cut.pid()).isIn(null, 77);
        }
    }
}
