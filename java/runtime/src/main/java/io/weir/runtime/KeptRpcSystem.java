package io.weir.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ServiceLoader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcSystemLoader;

/**
 * Flink unpacks its RPC system (Pekko, Scala) and loads it into a class loader of its own whenever it starts one, which is a large part of
 * a start. A process of a warm cluster keeps the one of its exercise: the classes and their compiled code, not the actor systems that it
 * made. Everywhere else this steps aside.
 */
public final class KeptRpcSystem implements RpcSystemLoader {

    private static RpcSystem kept;

    @Override
    public int getLoadPriority() {
        return -1; // before Flink's own, which is 0
    }

    @Override
    public RpcSystem loadRpcSystem(Configuration configuration) {
        if (System.getProperty(Standby.ORDERS_PROPERTY) == null) {
            return others(configuration);
        }
        synchronized (KeptRpcSystem.class) {
            if (kept == null) {
                kept = withoutEnd(others(configuration));
            }
            return kept;
        }
    }

    private static RpcSystem others(Configuration configuration) {
        for (RpcSystemLoader loader : ServiceLoader.load(RpcSystemLoader.class)) {
            if (!(loader instanceof KeptRpcSystem)) {
                return loader.loadRpcSystem(configuration);
            }
        }
        throw new IllegalStateException("Flink has no RPC system");
    }

    /** Closing it would close the class loader. */
    private static RpcSystem withoutEnd(RpcSystem system) {
        return (RpcSystem) Proxy.newProxyInstance(
                RpcSystem.class.getClassLoader(), new Class<?>[] {RpcSystem.class}, (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(system, arguments);
                    } catch (InvocationTargetException wrapped) {
                        throw wrapped.getCause();
                    }
                });
    }
}
