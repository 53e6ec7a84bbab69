// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventFormatTest {
    private static String format(String fields) {
        return """
                name: mm_page_alloc
                ID: 653
                format:
                \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
                \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

                %s
                print fmt: "page=%%p pfn=0x%%lx order=%%d size:8; field:int pfn;", REC->pfn
                """.formatted(fields);
    }

    @Test
    void onA64BitKernelTheMissingFrameIsAllOnesIn64Bits() {
        EventFormat format = new EventFormat(format("""
                \tfield:unsigned long pfn;\toffset:8;\tsize:8;\tsigned:0;
                \tfield:unsigned int order;\toffset:16;\tsize:4;\tsigned:0;"""));
        assertThat(format.failuresOnly()).isEqualTo("order >= 1 && pfn == 0xffffffffffffffff");
    }

    @Test
    void onA32BitKernelIn32() {
        EventFormat format = new EventFormat(format("""
                \tfield:unsigned long pfn;\toffset:8;\tsize:4;\tsigned:0;
                \tfield:unsigned int order;\toffset:12;\tsize:4;\tsigned:0;"""));
        assertThat(format.failuresOnly()).isEqualTo("order >= 1 && pfn == 0xffffffff");
    }

    @Test
    void upTo319ItIsThePagesAddressThatIsMissing() {
        EventFormat format = new EventFormat(format("""
                \tfield:struct page * page;\toffset:8;\tsize:8;\tsigned:0;
                \tfield:unsigned int order;\toffset:16;\tsize:4;\tsigned:0;"""));
        assertThat(format.failuresOnly()).isEqualTo("order >= 1 && page == 0");
    }

    @Test
    void whereTheFieldsTellNothingThereIsNoFilter() {
        assertThat(new EventFormat("").failuresOnly()).isNull();
        assertThat(new EventFormat(format("\tfield:unsigned long pfn;\toffset:8;\tsize:8;")).failuresOnly())
                .isNull();
        assertThat(new EventFormat(format("\tfield:unsigned int order;\toffset:8;\tsize:4;")).failuresOnly())
                .isNull();
        assertThat(new EventFormat("field:unsigned long pfn; size:eight;\nfield:int order; size:4;").failuresOnly())
                .isNull();
    }
}
