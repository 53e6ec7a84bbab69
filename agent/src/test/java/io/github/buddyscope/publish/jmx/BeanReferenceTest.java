// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.docs.Page;
import io.github.buddyscope.publish.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code docs/mbeans.md} says what the registered MBeans say of themselves. */
class BeanReferenceTest {
    private static final Pattern BY_ORDER = Pattern.compile("(.*Order)(\\d+)");
    private static final String INTRODUCTION = """
            Domain `buddyscope`. All are open MBeans: a client needs no class of ours. The beans appear once something has created
            the platform's MBean server, as connecting does. Nothing can be set. A value that isn't known is null, never -1, so that
            charts and sums stay true. JConsole shows attributes of a table or composite type by double click, [with
            pictures](jconsole.md); for Prometheus, OpenTelemetry and Grafana there are [rules](fleets.md).
            """;

    /** In the order of the documentation. */
    private static final List<String> BEANS = List.of(
            "buddyscope:type=Zone,node=0,zone=Normal",
            "buddyscope:type=Host",
            "buddyscope:type=KernelFailures",
            "buddyscope:type=Stalls",
            "buddyscope:type=DirectBuffers",
            "buddyscope:type=Correlation",
            "buddyscope:type=Agent");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final JmxPublisher publisher = new JmxPublisher(new ScriptedControl(), server);
    private final Map<String, CompositeType> shapes = new LinkedHashMap<>();
    private final Page page = new Page("The MBeans", "the MBeans' own descriptions", INTRODUCTION);

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void namesEveryAttributeOperationAndNotification() throws Exception {
        publisher.tryRegister();
        publisher.host(Findings.latest(Findings.normal(0)));
        for (String bean : BEANS) {
            describe(bean, server.getMBeanInfo(new ObjectName(bean)));
        }
        page.holds("mbeans.md");
    }

    private void describe(String bean, MBeanInfo info) {
        page.heading(bean);
        page.paragraph(info.getDescription() + "." + (bean.contains("Zone") ? " One for each zone of each node." : ""));
        shapes.clear();
        page.table("attribute", "type", "unit", "what it is");
        for (MBeanAttributeInfo attribute : ordersTogether(info.getAttributes())) {
            page.row(
                    name(attribute),
                    type(((OpenMBeanAttributeInfo) attribute).getOpenType()),
                    unit(attribute),
                    about(attribute));
        }
        for (MBeanOperationInfo operation : info.getOperations()) {
            List<String> parameters = new ArrayList<>();
            for (MBeanParameterInfo parameter : operation.getSignature()) {
                parameters.add(parameter.getName());
            }
            page.heading3("Operation " + operation.getName() + "(" + String.join(", ", parameters) + ")");
            page.paragraph(operation.getDescription() + "." + parameters(operation));
        }
        for (MBeanNotificationInfo notification : info.getNotifications()) {
            CompositeType data = (CompositeType) notification.getDescriptor().getFieldValue("openType");
            shapes.putIfAbsent(data.getTypeName(), data);
            page.heading3("Notification " + notification.getNotifTypes()[0]);
            page.paragraph(notification.getDescription() + ".");
        }
        for (CompositeType shape : List.copyOf(shapes.values())) {
            page.heading3(shape.getTypeName());
            page.paragraph(shape.getDescription() + ".");
            page.table("item", "type", "what it is");
            for (String item : shape.keySet()) {
                page.row(Page.code(item), type(shape.getType(item)), shape.getDescription(item));
            }
        }
    }

    private static String parameters(MBeanOperationInfo operation) {
        StringBuilder words = new StringBuilder();
        for (MBeanParameterInfo parameter : operation.getSignature()) {
            words.append(' ').append(Page.code(parameter.getName())).append(": ");
            words.append(parameter.getDescription()).append('.');
        }
        return words.toString();
    }

    /** One row for the orders of one figure. */
    private static List<MBeanAttributeInfo> ordersTogether(MBeanAttributeInfo[] all) {
        List<MBeanAttributeInfo> some = new ArrayList<>();
        for (MBeanAttributeInfo attribute : all) {
            Matcher order = BY_ORDER.matcher(attribute.getName());
            if (!order.matches() || order.group(2).equals("0")) {
                some.add(attribute);
            }
        }
        return some;
    }

    private static String name(MBeanAttributeInfo attribute) {
        Matcher order = BY_ORDER.matcher(attribute.getName());
        return order.matches()
                ? Page.code(order.group(1) + "0") + ", " + Page.code(order.group(1) + "1") + " …"
                : Page.code(attribute.getName());
    }

    private static String about(MBeanFeatureInfo attribute) {
        boolean order = BY_ORDER.matcher(attribute.getName()).matches();
        return order
                ? attribute.getDescription().replace("2^0", "2^n").replace("order 0", "order n")
                : attribute.getDescription();
    }

    private static String unit(MBeanAttributeInfo attribute) {
        Object unit = attribute.getDescriptor().getFieldValue("units");
        return unit == null ? "" : unit.toString();
    }

    private String type(OpenType<?> type) {
        if (type instanceof TabularType table) {
            shapes.putIfAbsent(table.getRowType().getTypeName(), table.getRowType());
            return "table of " + table.getRowType().getTypeName() + " by " + String.join(", ", table.getIndexNames());
        }
        if (type instanceof CompositeType composite) {
            shapes.putIfAbsent(composite.getTypeName(), composite);
            return composite.getTypeName();
        }
        if (type instanceof ArrayType<?> array) {
            return "list of " + type(array.getElementOpenType());
        }
        return type.getTypeName().substring(type.getTypeName().lastIndexOf('.') + 1);
    }
}
