# What `cmake --install` puts where: the runtime as a CMake package, the programs, the licence.
# Installed headers keep the one spelling: <gradproof/gradproof.hpp>, <gradproof/core/...>.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/gradproof)

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME runtime)
install(TARGETS gradproof EXPORT gradproofTargets)
install(EXPORT gradproofTargets NAMESPACE gradproof:: DESTINATION ${package_folder})
install(DIRECTORY core/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/gradproof/core
        FILES_MATCHING PATTERN "*.hpp" PATTERN "*.inc" PATTERN gradproof.hpp EXCLUDE)
install(FILES core/gradproof.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/gradproof)
configure_package_config_file(cmake/gradproofConfig.cmake.in ${PROJECT_BINARY_DIR}/gradproofConfig.cmake
                              INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/gradproofConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/gradproofConfig.cmake ${PROJECT_BINARY_DIR}/gradproofConfigVersion.cmake
        DESTINATION ${package_folder})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME programs)
get_property(programs GLOBAL PROPERTY GRADPROOF_PROGRAMS)
add_custom_target(programs DEPENDS gradproof ${programs})
if(programs)
  install(TARGETS ${programs})
endif()
