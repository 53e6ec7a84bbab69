// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import org.junit.jupiter.api.Test;

class DiagnosisJsonTest {
    private static String json(Reports reports) {
        FailureReport report = reports.build();
        return DiagnosisJson.of("kern.log", report, Diagnostician.diagnose(report));
    }

    @Test
    void theSeedHasTheFieldsOfTheInterface() {
        assertThat(json(Reports.seed()))
                .startsWith("{\"schema\":1,\"file\":\"kern.log\",\"line\":1,\"time\":\"--04-14T07:32:42\",")
                .contains(
                        "\"kind\":\"PAGE_ALLOC_FAILURE\",\"task\":\"kworker/u448:1\",\"pid\":138678,\"cpu\":6,",
                        "\"order\":5,\"bytes\":131072,\"mode\":\"0x80d0\",\"flags\":[\"GFP_KERNEL\",\"__GFP_ZERO\"],",
                        "\"flagsFrom\":\"bits\",\"meaning\":{\"mayWait\":true,",
                        "\"nodemask\":null,\"cpuset\":null,\"memsAllowed\":null,",
                        "\"workqueue\":\"i40e i40e_service_task [i40e]\",\"origin\":\"i40e\",\"actor\":\"KERNEL_THREAD\",",
                        "\"interruptContext\":false,",
                        "\"blocks\":[67880,30487,16515,1620,2,0,0,0,0,0,0],\"blockKb\":[4,8,16,32,64,128,256,512,1024,2048,4096],",
                        "\"types\":[\"UEM\",\"UEM\",\"UEM\",\"UEM\",\"UM\",\"\",\"\",\"\",\"\",\"\",\"\"],\"rejected\":\"NO_BLOCK\"",
                        "\"cause\":\"FRAGMENTATION\"",
                        "\"missing\":[\"lowmem_reserve\"]")
                .endsWith("\"suppressed\":0,\"occurrences\":1,\"detail\":null}");
    }

    @Test
    void whatTheLogDoesNotGiveIsNull() {
        assertThat(json(Reports.kernel(null).asked(0, 0xd0)))
                .contains("\"kernel\":null", "\"flags\":null", "\"flagsFrom\":null", "\"origin\":null", "\"zones\":[]");
    }

    @Test
    void hostileNamesStayOneStringOnOneLine() {
        assertThat(json(Reports.kernel("5.4.0").task("a\"b\\c\n\u001b\u2028\ud800é")))
                .contains("\"task\":\"a\\\"b\\\\c\\u000a\\u001b\\u2028\\ud800\\u00e9\"")
                .doesNotContain("\n");
    }

    @Test
    void anOutOfMemoryKillHasItsVictimAndWhatElseItTells() {
        OomKill oom = new OomKill(
                0, "CONSTRAINT_MEMCG", "/lxc/1", "/lxc/1/a", 1024L, 1000L, "j\u001bva", 4711, 900L, false, false, 2);
        FailureReport kill = Reports.kernel("5.15.0").of(FailureKind.OOM_KILL, null, oom);
        assertThat(DiagnosisJson.of(null, kill, Diagnostician.diagnose(kill)))
                .contains("\"file\":null", "\"kind\":\"OOM_KILL\"", "\"order\":null", "\"mode\":null")
                .endsWith("\"constraint\":\"CONSTRAINT_MEMCG\",\"victim\":\"j\\u001bva\",\"victimPid\":4711,"
                        + "\"detail\":{\"adjustment\":0,\"memcg\":\"/lxc/1\",\"taskMemcg\":\"/lxc/1/a\",\"limitKb\":1024,"
                        + "\"usageKb\":1000,\"victimRssKb\":900,\"noVictim\":false,\"alsoKilled\":2}}");
    }
}
